"""The events on disk: peewee over SQLite. Rows stay in here; what comes out are the types of `timeline.model`."""
