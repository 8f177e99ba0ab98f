"""One line for each figure: what, how much, the goal, and whether it was met."""

import time
from collections.abc import Callable
from typing import Any


def tell(what: str, figure: float, unit: str, *, most: float | None = None, least: float | None = None,
         more: str = "") -> None:  # fmt: skip
    """Print a figure. `most` or `least` is the goal; without one it is for information."""
    goal, verdict = "", ""
    if most is not None:
        goal, verdict = f"≤ {most:g} {unit}", "met" if figure <= most else "MISSED"
    if least is not None:
        goal, verdict = f"≥ {least:g} {unit}", "met" if figure >= least else "MISSED"
    amount = f"{figure:,.0f}" if figure >= 100 else f"{figure:.3g}"
    print(f"  {what:<62} {amount:>9} {unit:<8} {goal:<16} {verdict:<7} {more}".rstrip(), flush=True)


def clock(work: Callable[[], Any]) -> tuple[float, float, Any]:
    """Seconds on the wall, seconds of processor, and what the work answered."""
    wall, cpu = time.perf_counter(), time.process_time()
    answer = work()
    return time.perf_counter() - wall, time.process_time() - cpu, answer


def middle(figures: list[float]) -> float:
    """The median."""
    return sorted(figures)[len(figures) // 2]
