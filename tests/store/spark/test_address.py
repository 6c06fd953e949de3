"""The address of an engine and its tables: what belongs to which, and nothing of a token in any sentence."""

import pytest

from dashboard.errors import SettingRefused
from dashboard.store.spark.address import address


@pytest.mark.parametrize(
    ("url", "remote", "tables"),
    [
        ("sc://host:15002/;tables=/srv/published", "sc://host:15002/", "/srv/published"),
        ("sc://host/;tables=s3://bucket/folder", "sc://host/", "s3://bucket/folder"),
        (
            "sc://host:1/;token=a%3B;tables=/a%3Bb%25;use_ssl=true",
            "sc://host:1/;token=a%3B;use_ssl=true",
            "/a;b%",
        ),
    ],
)
def test_tables_are_ours_and_the_rest_is_spark_connects_own(url: str, remote: str, tables: str) -> None:
    found = address(url)
    assert (found.remote, found.tables) == (remote, tables)
    assert found.table("history/towns") == f"{tables}/history/towns"


def test_a_token_is_not_shown(capsys: pytest.CaptureFixture[str]) -> None:
    found = address("sc://olena@host:15002/;token=sesame;tables=s3://key:sesame@bucket/a?sig=sesame")
    assert (found.place, found.shown_tables) == ("sc://host:15002", "s3://bucket/a")
    assert "sesame" not in repr(found).replace(found.tables, "")


@pytest.mark.parametrize(
    "url",
    [
        "sc://host:15002",
        "sc://host/;token=sesame",
        "sc://host/;tables=",
        "sc:///;tables=/a",
        "sc://h/;tables=a;tables=b",
    ],
)
def test_an_address_without_one_place_of_tables_is_refused(url: str) -> None:
    with pytest.raises(SettingRefused) as refused:
        address(url)
    assert str(refused.value) == (
        'DASHBOARD_DATABASE is "sc:...": expected an engine and its published tables, '
        "like sc://host:15002/;tables=s3://bucket/folder"
    )
