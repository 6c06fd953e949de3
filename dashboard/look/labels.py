"""The names of bands, services, statuses and orders, and the letters that stand beside their colours."""

from collections.abc import Sequence

from dashboard.look.words import word
from dashboard.model.bands import Band, bands


def band_label(band: Band | None) -> str:
    """ "10-15 km", reckoned from the edges; None is a town without a distance."""
    if band is None:
        return word("band.none")
    if band.index == 0:
        return word("band.inside")
    if band.up_to_km is None:
        return word("band.beyond", above=f"{band.above_km:g}")
    if not band.above_km:
        return word("band.nearest", up_to=f"{band.up_to_km:g}")
    return word("band.between", above=f"{band.above_km:g}", up_to=f"{band.up_to_km:g}")


def band_labels(edges_km: Sequence[float]) -> tuple[str, ...]:
    return tuple(band_label(band) for band in bands(edges_km))


def service_name(service: str) -> str:
    return word(f"service.{service}")


def service_state(state: str | None) -> str:
    return word("missing.report") if state is None else word(f"service_state.{state}")


def service_letter(state: str | None) -> str:
    return word("missing.letter") if state is None else word(f"service_letter.{state}")


def status_name(status: str | None) -> str:
    return word("missing.report") if status is None else word(f"status.{status}")


def status_letter(status: str | None) -> str:
    return word("missing.letter") if status is None else word(f"status_letter.{status}")


def group_name(group: str) -> str:
    """The name of a code of sex and age, as a reader knows it."""
    return word(f"group.{group}")


def order_name(order: str | None) -> str:
    return word("missing.report") if order is None else word(f"order.{order}")


def silent_mark(days: int) -> str:
    """The mark of a town that has gone silent, without a report for so many days."""
    return word("silence.mark", count=days)


def silent_name(name: str, days: int | None) -> str:
    """A town's name in a sentence, with its mark where it is silent."""
    return name if days is None else word("silence.named", town=name, mark=silent_mark(days))
