"""A package in CASE is read within the memory that an import may take."""

import pytest

from alignment.skills.case_file import MOST_PARTS, read_case
from alignment.ui.table_file import Unreadable


def test_a_package_of_very_many_parts_is_refused_before_it_is_read() -> None:
    source = b'{"CFItems": [' + b",".join([b"{}"] * MOST_PARTS) + b"]}"
    with pytest.raises(Unreadable, match="too much in this file"):
        read_case(source)
