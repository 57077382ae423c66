"""The review's Markdown as the inside of a page."""

from bot.rendering.site.markup import html_of


def test_a_figure_scrolls_where_a_screen_is_too_small_and_keys_reach_it() -> None:
    made = html_of("![A map](review/figures/matrix.svg)", {})

    assert '<p><span class="figure" tabindex="0"' in made
    assert 'src="review/figures/matrix.svg" alt="A map"' in made
