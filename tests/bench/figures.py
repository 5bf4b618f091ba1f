"""A figure of a bench as one line."""

import statistics
from collections.abc import Sequence


def line(name: str, figures: str, goal: str = "") -> str:
    """The name, the figures, and what was hoped for."""
    wished = f"   (goal: {goal})" if goal else ""
    return f"{name:<42} {figures}{wished}"


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which `share` (0 to 1) of the values lie."""
    return statistics.quantiles(values, n=1000, method="inclusive")[round(share * 1000) - 1]
