"""How rows of PostgreSQL are asked for: on a second connection that asks the server for nothing but them."""

from dashboard.store.following import RecordSource
from dashboard.store.reading import Reader
from dashboard.store.record import Record
from tests.postgresql import Server
from tests.records import BILO, people, send
from tests.store.postgresql.faults import DAY, name_of, shows
from tests.store.seen import rows_of


def test_the_types_of_the_server_are_not_asked_for_with_every_connection(
    own: Server, own_url: str, own_record: Record
) -> None:
    """That is most of the time in which a few rows are followed."""
    reader = Reader(RecordSource(own_record))
    assert reader.follow().version == 1
    send(own_record, people((BILO, DAY, 700)))
    own.run(f"alter database {name_of(own_url)} set log_statement = 'all'")
    own.disconnect(name_of(own_url))
    before = len(own.log)
    assert shows(reader, 2)
    assert rows_of(reader, "town_status", "population_remaining") == [(700,)]
    asked = own.log[before:]
    assert "set transaction snapshot" in asked
    assert "pg_attribute" not in asked
    own.run(f"alter database {name_of(own_url)} reset log_statement")
