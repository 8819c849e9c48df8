"""Looking at screens: what was said, where a button is, and the screen in words."""

from __future__ import annotations

from tests.fakes.bot_api.posts import Post


def shows(posts: list[Post]) -> str:
    """A screen in words, for failure messages."""
    return "\n".join(f"  {post!r}" for post in posts[-8:]) or "  (nothing)"


def heard(posts: list[Post], words: tuple[str, ...], since: int) -> Post | None:
    """The newest message of a bot with all `words` in it that changed after tick `since`."""
    fits = [p for p in posts if p.bot and p.tick > since and all(_in(word, p) for word in words)]
    return max(fits, key=lambda post: post.tick, default=None)


def _in(word: str, post: Post) -> bool:
    return word.lower() in post.text.lower()


def newest(posts: list[Post], label: str) -> Post | None:
    """The newest message of a bot that shows a button `label`, exactly or else in part."""
    exact = [post for post in posts if post.bot and label in post.buttons]
    fits = exact or [post for post in posts if post.bot and post.button(label)]
    return max(fits, key=lambda post: post.born, default=None)
