"""``publish``: the record as Delta tables."""

from argparse import Namespace

from dashboard.commands.engine import database, with_history
from dashboard.commands.speaking import say_json


def publish(options: Namespace) -> int:
    """Write what is new since the last publish."""
    # Its library would take a quarter of a second of every command.
    from dashboard.store.published import publishing

    source = with_history(database(options), option="--database").prepare(create=False)
    done = publishing.publish(source, options.target)
    if options.json:
        say_json(done)
        return 0
    if done.since == done.version:
        print(f"{done.target}: nothing is new since upload {done.version}.")
        return 0
    print(f"{done.target}: uploads {done.since + 1} to {done.version} were published.")
    for name, brought in done.brought.items():
        if brought or done.replaced[name]:
            print(f"{name}: {brought} rows brought, {done.replaced[name]} replaced")
    return 0
