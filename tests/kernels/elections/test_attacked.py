"""Files that no counting program would write."""

from __future__ import annotations

import pytest

from mithaq.kernels.elections import CannotCount, read_blt


@pytest.mark.parametrize("many", ["9" * 4299, "9" * 13, "1" + "0" * 400])
def test_more_papers_alike_than_there_are_people_are_refused_with_their_line(many):
    with pytest.raises(CannotCount) as refused:
        read_blt(f"2 1\n3 2 0\n{many} 1 0\n0\n")
    assert (refused.value.key, refused.value.line) == ("not-blt", 3)
