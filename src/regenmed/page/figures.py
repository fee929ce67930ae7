"""The course's drawing style for matplotlib, and the few marks that several lessons draw."""

from collections.abc import Sequence

import matplotlib as mpl
import pandas as pd
from cycler import cycler
from matplotlib.axes import Axes

# The light theme's colours. The built page replaces each by the CSS variable `--rm-<name>`, so one
# figure serves both themes; in JupyterLab figures keep these colours on their own white ground.
COLORS = {
    "repair": "#1b7f5c",
    "retrain": "#2563a8",
    "remit": "#a34a00",
    "harm": "#b3261e",
    "neutral": "#5b6470",
    "ink": "#1c232b",
    "line": "#c9d0d8",
    "paper": "#ffffff",
}

# Drawn 5.2 inches wide and shown 345 px wide on a phone, 12.5 points are 11.5 px there.
_POINTS = 12.5

_STYLE = {
    "figure.figsize": (5.2, 3.2),
    "figure.dpi": 100,
    "figure.facecolor": COLORS["paper"],
    "figure.constrained_layout.use": True,
    "savefig.facecolor": COLORS["paper"],
    "axes.facecolor": "none",
    "svg.fonttype": "none",
    "svg.hashsalt": "regenmed",
    "font.family": ["sans-serif"],
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": _POINTS,
    "axes.labelsize": _POINTS,
    "xtick.labelsize": _POINTS,
    "ytick.labelsize": _POINTS,
    "legend.fontsize": _POINTS,
    "axes.titlesize": 13.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.titlepad": 12,
    "axes.titlecolor": COLORS["ink"],
    "axes.labelcolor": COLORS["ink"],
    "axes.edgecolor": COLORS["neutral"],
    "axes.linewidth": 1,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.prop_cycle": cycler(
        color=[COLORS[name] for name in ("retrain", "remit", "repair", "harm", "neutral")]
    ),
    "text.color": COLORS["ink"],
    "xtick.color": COLORS["neutral"],
    "ytick.color": COLORS["neutral"],
    "xtick.labelcolor": COLORS["ink"],
    "ytick.labelcolor": COLORS["ink"],
    "grid.color": COLORS["line"],
    "grid.linewidth": 0.8,
    "lines.linewidth": 2.2,
    "lines.solid_capstyle": "round",
    "legend.frameon": False,
}


def use_course_style() -> None:
    """Set the look of a notebook: SVG figures in the course's colours, tables with whole text."""
    mpl.rcParams.update(_STYLE)
    pd.set_option("display.max_colwidth", None)  # text in tables is shown whole
    try:
        from matplotlib_inline.backend_inline import set_matplotlib_formats
    except ImportError:  # outside a notebook there is no inline backend to set
        return
    set_matplotlib_formats("svg", metadata={"Date": None})  # the same figure every time


def label_end(ax: Axes, x: float, y: float, text: str, color: str, gap: float = 6) -> None:
    """Write `text` directly at the end of a line, `gap` points to the right of (`x`, `y`)."""
    ax.annotate(
        text,
        (x, y),
        xytext=(gap, 0),
        textcoords="offset points",
        va="center",
        color=color,
        fontweight="bold",
        annotation_clip=False,
    )


def forest(
    ax: Axes,
    labels: Sequence[str],
    estimates: Sequence[float],
    lows: Sequence[float],
    highs: Sequence[float],
    no_effect: float | None = None,
    colors: Sequence[str] | str = COLORS["retrain"],
) -> None:
    """Draw one row a study, the first on top: a square for the estimate, a line for its interval.

    All sequences have the same length, else ValueError. `no_effect` (1 for ratios, 0 for
    differences) is marked by a dashed line. Set a log scale on `ax` yourself for ratios.
    """
    sizes = {len(labels), len(estimates), len(lows), len(highs)}
    if len(sizes) != 1:
        raise ValueError(f"forest needs as many labels as estimates and bounds, not {sizes}")
    rows = range(len(labels))
    each = [colors] * len(labels) if isinstance(colors, str) else list(colors)
    if no_effect is not None:
        ax.axvline(no_effect, color=COLORS["neutral"], linewidth=1.2, linestyle=(0, (4, 3)))
    ax.hlines(rows, lows, highs, colors=each, linewidth=2.2)
    ax.scatter(estimates, rows, s=46, marker="s", c=each, zorder=3)
    ax.set_yticks(rows, labels)
    ax.set_ylim(len(labels) - 0.4, -0.6)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
