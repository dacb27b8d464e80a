"""Several processes, one killed every second: nothing is lost, and what is doubled is known."""

import pytest

from tests.many.killing import burst
from tests.process.running import House

REMINDERS = 2000
PER_SECOND = 400
MOST = 3


@pytest.mark.parametrize("processes", [2, 4])
async def test_one_is_killed_every_second(house: House, processes: int):
    """benchmarks/processes.py does the same with 20,000."""
    found = await burst(house, processes, REMINDERS, PER_SECOND, kill_each=1.0, most_kills=MOST)

    assert found.kills >= 2
    assert found.lost == 0
    assert found.doubled_others == 0
    assert found.doubled <= found.doubted
