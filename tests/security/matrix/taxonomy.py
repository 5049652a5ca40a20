"""Taxonomy: the categories of a tenant. Subjects and standards belong to no tenant, and everyone reads them."""

from tests.security.matrix.terms import ADMINISTRATORS, LIVE, scope

READS = {
    "categories": f"{LIVE} AND (v.is_member OR v.is_visitor OR {scope('catalogue')})",
}
WRITES = {
    "categories": ADMINISTRATORS,
}
