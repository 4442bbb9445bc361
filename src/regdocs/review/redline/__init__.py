"""The redline: the new revision's Word file with everything that changed as native tracked changes.

    redline(comparison, style, (old_resources, new_resources), author="regdocs") -> Redlined(data, untracked)

Raises `RedlineMismatch` (exit code 6) where reading the file back doesn't give both revisions word for word.
"""

from regdocs.review.redline.make import Redlined, redline
from regdocs.review.redline.proof import RedlineMismatch
from regdocs.review.redline.untracked import Untracked

__all__ = ["RedlineMismatch", "Redlined", "Untracked", "redline"]
