"""The base of the tree."""


class DashboardError(Exception):
    """Base of all errors that a user can do something about: facts are attributes, ``str`` is the sentence."""

    exit_status = 2
