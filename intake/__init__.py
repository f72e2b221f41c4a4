"""What articles come in as: files of many kinds, web pages, feeds and archives, each read to the JSON of an article."""
