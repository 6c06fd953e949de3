"""The spellings that stewards taught, each with the upload that brought it."""

from pandas import DataFrame

from dashboard.store.answers import Answers
from dashboard.store.statements import over_logical_tables


def remembered_spellings(answers: Answers, *, version: int) -> DataFrame:
    """One row per spelling in force after upload ``version``, newest first: who taught it, when, in which upload.

    ``means`` is empty where a column is left out; of a town's name it is the code.
    """
    query = (
        "select s.kind, s.used_in, s.spelling, s.means, s.upload_id, u.uploaded_by, u.uploaded_at "
        "from spellings as s join uploads as u using (upload_id) "
        "order by s.upload_id desc, s.kind, s.used_in, s.spelling"
    )
    return answers.answer(over_logical_tables(query), {"version": version})
