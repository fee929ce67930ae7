"""What writes citations is looked up once.

sphinxcontrib-bibtex asks pybtex for its backends at every citation, and pybtex then reads the
metadata of every installed package: a second and a half of a build.
"""

from pybtex.plugin import find_plugin, register_plugin
from sphinx.application import Sphinx

BACKENDS = "pybtex.backends"
USED = ("plaintext", "docutils")


def setup(app: Sphinx) -> None:
    """Register what is found, so that pybtex need not search."""
    for name in USED:
        register_plugin(BACKENDS, name, find_plugin(BACKENDS, name), force=True)
