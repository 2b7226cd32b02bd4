"""Polis' files, in and out: summary.csv, comments.csv, votes.csv, participants-votes.csv.

votes.csv is `timestamp,datetime,comment-id,voter-id,vote`; of several votes of one person on one statement the last by
timestamp counts, of equal timestamps the last in the file. Ids of people and statements are whole numbers where every
one of their column is, else texts, as they are written. Columns may stand in any order and others may be there. A plain
file is read in one go over its bytes; whatever is not plain (quotes, blank lines, a fault) is read again row by row, so
both ways give the same, and a fault is told with its line. Written texts are safe in a spreadsheet.
"""

from mithaq.kernels.opinion.polis_files.many import write_matrix, write_votes
from mithaq.kernels.opinion.polis_files.mixing import Mixed, mixed_ids
from mithaq.kernels.opinion.polis_files.model import WHY, Columns, Comment, Identity, Matrix, NotPolis, of_one_kind
from mithaq.kernels.opinion.polis_files.rest import read_comments, read_matrix, read_summary
from mithaq.kernels.opinion.polis_files.rows import FIRST_LINE, kind_of
from mithaq.kernels.opinion.polis_files.votes import read_votes
from mithaq.kernels.opinion.polis_files.writing import (
    safe,
    told,
    write_comments,
    write_summary,
)

__all__ = [
    "FIRST_LINE",
    "WHY",
    "Columns",
    "Comment",
    "Identity",
    "Matrix",
    "Mixed",
    "NotPolis",
    "kind_of",
    "mixed_ids",
    "of_one_kind",
    "read_comments",
    "read_matrix",
    "read_summary",
    "read_votes",
    "safe",
    "told",
    "write_comments",
    "write_matrix",
    "write_summary",
    "write_votes",
]
