"""Real course packages, catalogues and lists into the model.

An import is one transaction: it is done as a whole or not at all. It is idempotent: run again on the same file, it
changes nothing; run on a newer file, it changes the rows that differ. Every file is read twice (decision 17). Of a
list, the bad records are left out, up to a share.
"""

from importers.faults import Tolerance
from importers.refusal import ImportRefused
from importers.report import Progress, Report
from importers.run import FORMATS, Import, run
from storage import StorageChoice

__all__ = ["FORMATS", "Import", "ImportRefused", "Progress", "Report", "StorageChoice", "Tolerance", "run"]
