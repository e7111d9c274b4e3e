"""How often a join code may be guessed wrong, per address and in total.

Kept in memory, per server process: an address is forgotten after the window. With p processes the total is p times
TOTAL. A code has 387 million possibilities; see docs/werksessie-rechten.md for what that leaves to a guesser.
"""

from __future__ import annotations

from ipaddress import ip_address, ip_network
from typing import Final

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

# A room of sixty behind one address makes typing errors too.
PER_ADDRESS: Final = RateLimitItemPerMinute(30, 10, namespace="address")
TOTAL: Final = RateLimitItemPerMinute(300, 10, namespace="total")

_limiter = MovingWindowRateLimiter(MemoryStorage())


def too_many(address: str) -> bool:
    """Whether this address, or everybody together, guessed wrong too often in the last ten minutes."""
    return not (_limiter.test(PER_ADDRESS, network(address)) and _limiter.test(TOTAL))


def wrong(address: str) -> None:
    """Count a wrong guess."""
    _limiter.hit(PER_ADDRESS, network(address))
    _limiter.hit(TOTAL)


def network(address: str) -> str:
    """The address; of IPv6 its first 64 bits, because one subscriber has all addresses behind them."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if found.version == 4 or found.ipv4_mapped is not None:
        return address
    return str(ip_network((found.packed[:8] + bytes(8), 64)))


def forget() -> None:
    """Forget all wrong guesses (for tests)."""
    _limiter.storage.reset()
