import pytest

from tests.conftest import BOTH

both = pytest.mark.parametrize("place", BOTH, indirect=True)
"""For what is the database's business as well."""
