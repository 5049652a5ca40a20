"""Why an operation is left to graphql-core: no plan can be made of it, or its plan can't give the answer."""


class NotPlanned(Exception):
    """The operation needs what a plan can't do; the message says what, for the operator."""


class NotAnswered(Exception):
    """The plan can't give this answer, and graphql-core must: a value that is no answer, an error to be told."""
