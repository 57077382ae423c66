"""Study files are written as ruamel would write them, odd values and all."""

from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.store.plain_yaml import dumped
from bot.adapters.store.study_files import whole_yaml

_TELLING = "ab Z0:#-'\"\n\t,[]{}&*!|>%@`é—~.=<?\u2028\x85\r\x00\ufeff\u200b\u2066😀\xa0\xad\x7f"
_WORDS = ("", "true", "Null", "n", "yes", "12", "1e3", "1a2b", "12e4", "0x1f", "2020-01-01", "=",
          "<<", "word: x", "word #x", "a:", "a: b", "- a", "a" * 200, "a b " * 40)  # fmt: skip
_TEXT = st.text(_TELLING, max_size=9) | st.text(max_size=9) | st.sampled_from(_WORDS)
_SCALAR = _TEXT | st.integers() | st.floats(allow_nan=False) | st.booleans() | st.none()
_KEY = st.sampled_from(("id", "n", "of", "true", "findings", "text_hash")) | _TEXT


@given(
    st.dictionaries(
        _KEY,
        st.recursive(
            _SCALAR,
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEY, inner, max_size=3),
            max_leaves=9,
        ),
        max_size=4,
    )
)
def test_it_is_what_ruamel_writes(tree: dict[str, object]) -> None:
    assert dumped(tree, whole_yaml) == whole_yaml(tree)
