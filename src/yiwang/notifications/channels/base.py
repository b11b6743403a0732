# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""What every channel does, and the list of channels."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules

from yiwang.notifications import channels
from yiwang.notifications.errors import ChannelUnknown


class Channel(ABC):
    """A way to reach somebody: quick, one person at a time, and it says when it could not."""

    @abstractmethod
    def send(self, *, to: str, subject: str, text: str, reference: str = "") -> None:
        """Hand a message over.

        :param to: a telephone number or an e-mail address, as the channel takes it
        :param subject: one line; a channel without subjects leaves it out
        :param reference: our own name of the message, which a receipt will give back. It is the
            same at every try, so that a channel that can leaves out what it took before: we may
            have crashed after handing over and before noting it.
        :raises AddressGone: nobody is there any more
        :raises NotDelivered: the channel refuses it, or does not answer in time
        """


_channels: dict[str, type[Channel]] = {}


def register(name: str) -> Callable[[type[Channel]], type[Channel]]:
    """Make a class the channel of a name."""

    def remember(channel: type[Channel]) -> type[Channel]:
        _channels[name] = channel
        return channel

    return remember


def channel(name: str) -> Channel:
    """Return the channel of a name.

    :raises ChannelUnknown: there is none, or it is switched off
    """
    _find_providers()
    try:
        return _channels[name]()
    except KeyError:
        raise ChannelUnknown(params={"name": name}) from None


def names() -> tuple[str, ...]:
    """Return the names of all channels."""
    _find_providers()
    return tuple(sorted(_channels))


def _find_providers() -> None:
    # One folder each: adding one changes no other file but settings.
    for module in iter_modules(channels.__path__):
        if module.ispkg:
            import_module(f"{channels.__name__}.{module.name}.provider")
