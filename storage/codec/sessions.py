"""Sessions as text: the engine knows best how."""

from handlers.engine.codec import dump_session, load_session

__all__ = ["dump_session", "load_session"]
