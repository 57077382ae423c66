"""The review's Markdown as the inside of a page."""

from bot.rendering.site.markup import html_of, page_content


def test_a_figure_scrolls_where_a_screen_is_too_small_and_keys_reach_it() -> None:
    made = html_of("![A map](review/figures/matrix.svg)", {})

    assert '<p><span class="figure" tabindex="0"' in made
    assert 'src="review/figures/matrix.svg" alt="A map"' in made


def test_the_contents_of_a_page_lead_to_its_sections() -> None:
    made = page_content("# A\n\n## Tea & *milk*\n\n### Cups\n\n## Tea & milk\n", {})

    assert made.sections == (("tea--milk", "Tea & milk"), ("tea--milk-1", "Tea & milk"))
    assert '<h2 id="tea--milk-1">' in made.html
