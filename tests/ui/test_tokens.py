"""Every pair of text and ground that the styles use can be read, in both schemes."""

import re

import pytest
from django.conf import settings

TOKENS = (settings.BASE_DIR / "static/css/tokens.css").read_text()
COLOURS = {
    name: {"light": light, "dark": dark}
    for name, light, dark in re.findall(
        r"--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", TOKENS
    )
}
GROUNDS = ("ground", "surface", "surface-low", "surface-high")
LAYERS = ("goal", "outcome", "moment", "learning", "initiative", "remedy")

TEXT = [(text, ground) for text in ("text", "text-soft", "accent", "accent-strong") for ground in GROUNDS]
TEXT += [("text", "shade"), ("text-soft", "shade"), ("on-accent", "accent"), ("on-accent", "accent-strong")]
TEXT += [(tone, f"{tone}-soft") for tone in ("good", "warn", "bad", "info", "quiet", "accent")]
TEXT += [(tone, ground) for tone in ("good", "warn", "bad", "info") for ground in GROUNDS]
TEXT += [("text", f"{tone}-soft") for tone in ("good", "warn", "bad", "accent")]
TEXT += [("on-danger", "danger"), ("surface", "good"), ("accent-strong", "accent-soft")]
TEXT += [(layer, ground) for layer in LAYERS for ground in GROUNDS]
TEXT += [(layer, f"{layer}-soft") for layer in LAYERS]
EDGES = [("line-strong", ground) for ground in GROUNDS] + [("focus", ground) for ground in GROUNDS]
EDGES += [("link-on", ground) for ground in GROUNDS]


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_of_black_on_white_is_the_known_one():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_stands_out_from_its_ground(text, ground, scheme):
    assert contrast(COLOURS[text][scheme], COLOURS[ground][scheme]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edges_of_fields_and_focus_stand_out(edge, ground, scheme):
    assert contrast(COLOURS[edge][scheme], COLOURS[ground][scheme]) >= 3


def test_every_token_that_a_style_uses_exists():
    names = set(re.findall(r"^\s*--([a-z0-9-]+):", TOKENS, re.MULTILINE)) | {"layer", "layer-soft"}
    folder = settings.BASE_DIR / "static/css"
    used = {
        name for file in folder.glob("*.css") for name in re.findall(r"var\(--([a-z0-9-]+)", file.read_text())
    }
    own = {
        name
        for file in folder.glob("*.css")
        for name in re.findall(r"[{;\s]--([a-z0-9-]+):", file.read_text())
    }
    assert used - names - own == set()


def test_charts_print_in_the_colours_of_the_light_scheme():
    from_charts = (settings.BASE_DIR / "alignment/ui/chart_parts.py").read_text()
    for name in ("accent", "good", "warn", "bad", "text-soft", "line", "shade"):
        assert COLOURS[name]["light"] in from_charts
