"""What stops a whole job. A county's own trouble never does: it is a row with a reason."""


class JobError(Exception):
    """A job that cannot start: the message names the offending value and what mends it."""


class CountyError(Exception):
    """A county that cannot be run: the message becomes its row's reason.

    `lasting`: it would come again on any worker until something is changed.
    """

    def __init__(self, message: str, lasting: bool = True):
        super().__init__(message)
        self.lasting = lasting


class WorkerError(CountyError):
    """The worker's trouble, not the county's: another worker may do it."""

    def __init__(self, message: str):
        super().__init__(message, lasting=False)
