"""The commands that make, list and revoke keys."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from api.storage import told
from store import keys

keyring = AppGroup("keys", help="Keys: who may read or write over HTTP.")
_MAX_NAME = 100


def _name(_: click.Context, __: click.Parameter, name: str) -> str:
    if not name.strip() or not name.isprintable() or len(name) > _MAX_NAME:
        raise click.BadParameter(f"expected 1 to {_MAX_NAME} printable characters")
    return name.strip()


@keyring.command("create")
@click.argument("name", callback=_name)
@click.option("--scope", type=click.Choice(keys.SCOPES), default="write", show_default=True, help="What it may.")
def create(name: str, scope: str) -> None:
    """Make a key for NAME and write it down here, once.

    Only its hash is kept. It is sent as 'Authorization: Bearer KEY'. Each scope holds those before it.
    """
    with told():
        key, text = keys.create(name, scope)
    click.echo(f"{name} may {scope}; revoke it with: keys revoke {key.id}", err=True)
    click.echo(text)


@keyring.command("list")
def listed() -> None:
    """List all keys with their ids, never their secrets."""
    rows = [("id", "scope", "created", "last used", "revoked", "name")]
    with told():
        for key in keys.listed():
            times = (key.created_at, key.last_used_at or "never", key.revoked_at or "no")
            rows.append((key.id, key.scope, *times, key.name))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


@keyring.command("revoke")
@click.argument("id")
def revoke(id: str) -> None:
    """Let the key with that ID open nothing from now on."""
    with told():
        if not keys.revoke(id):
            raise click.ClickException(f"there is no living key {id[:40]!r}; 'keys list' shows them")
    click.echo(f"revoked: {id}")
