"""The sections of every review in their order, with those of its topic among them."""

from bot.topics.topic import ReviewSection, Topic

STATUS = ReviewSection(name="status")
"""What stands under the title, and says where to find the others."""
NEWS = ReviewSection(name="changes", heading="What's new", formerly=("What changed last",))
LAST = (
    ReviewSection(name="planned", heading="Ongoing studies"),
    ReviewSection(name="studies", heading="Included studies", formerly=("The studies",)),
    ReviewSection(
        name="waiting",
        heading="Awaiting screening decision",
        formerly=("Papers that wait for a person",),
    ),
    ReviewSection(name="methods", heading="Methods", formerly=("How this review is made",)),
    ReviewSection(name="automation", heading="Use of automation and AI"),
    ReviewSection(name="excluded", heading="Excluded studies", formerly=("Papers left out",)),
    ReviewSection(name="citation", heading="About this review", formerly=("How to cite",)),
    ReviewSection(name="references", heading="References"),
)


def sections(topic: Topic) -> tuple[ReviewSection, ...]:
    """What is best known comes before the news, and all else of the topic after it."""
    first = tuple(section for section in topic.sections if section.first)
    then = tuple(section for section in topic.sections if not section.first)
    return (STATUS, *first, NEWS, *then, *LAST)
