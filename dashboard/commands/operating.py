"""``migrate`` and ``copy``: what the operator does to a database."""

from argparse import Namespace

from dashboard.commands.engine import database, with_history
from dashboard.commands.speaking import say_json
from dashboard.store.copying import copy as copy_record
from dashboard.store.schema import SCHEMA_VERSION


def migrate(options: Namespace) -> int:
    """Bring the tables to this version's schema and give the groups of logins their rights."""
    record = with_history(database(options), option="--database").prepare(create=True)
    groups = record.grant_rights()
    if options.json:
        say_json({"schema": SCHEMA_VERSION, "granted_to": groups})
    else:
        print(f"{record.place}: its tables are of version {SCHEMA_VERSION}.")
        if groups:
            print(f"Rights were given to {' and '.join(groups)}.")
    return 0


def copy(options: Namespace) -> int:
    """Carry a record into an empty one; both sides are verified before anything is kept."""
    source = with_history(options.source, option="--from")
    target = with_history(options.target or database(options), option="--to")
    target.prepare(create=True)
    uploads = copy_record(source.prepare(create=False), target)
    if options.json:
        say_json({"uploads": uploads, "from": source.place, "to": target.place})
    else:
        print(
            f"{uploads} uploads were copied from {source.place} to {target.place}; both agree with their rows."
        )
    return 0
