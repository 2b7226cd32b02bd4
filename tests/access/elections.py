"""Elections: the list; each subject's pages have their own module."""

from tests.access import EVERYONE, Row

ROWS = {"elections:list": Row(EVERYONE)}
