"""Parsers that do what a hostile file could make one do; each runs in the child process only."""

import os
import socket
import subprocess
import sys

from assistant.errors import UnreadableFile


def echo(path, emit):
    """A good parser: the words of a file, and what it could see of its surroundings."""
    emit({"words": path.read_text(encoding="utf-8", errors="surrogateescape").split()})
    emit(sorted(os.environ))


def words(path, emit):
    for word in path.read_text().split():
        emit(word)


def told(path, emit):
    emit("half a result")
    raise UnreadableFile("empty_file", f"{path.name} holds nothing.", name=path.name, places=[1, 2])


def hog(path, emit):
    kept = []
    while True:
        kept.append("x" * 10_000_000)


def loop(path, emit):
    while True:
        pass


def chatter(path, emit):
    while True:
        emit("x" * 1_000_000)


def complain(path, emit):
    while True:
        print("x" * 1_000_000, file=sys.stderr)


def prints(path, emit):
    print("a library says hello", flush=True)
    emit("result")


def crash(path, emit):
    os.abort()


def starved(path, emit):
    """As a library in Rust ends that gets no memory."""
    print("memory allocation of 34359738368 bytes failed", file=sys.stderr, flush=True)
    os.abort()


def breaks(path, emit):
    emit("half a result")
    raise ValueError("nobody expected this")


def connect(path, emit):
    socket.create_connection(("127.0.0.1", int(path.read_text())))


def resolve(path, emit):
    socket.getaddrinfo("tactful.example", 443)


def spawn(path, emit):
    subprocess.run([sys.executable, "-c", "pass"], check=True)


def watched(path, emit):
    """A parser on a system that bounds no address space: a thread looks at the memory instead."""
    from assistant.adapters.apart_child import watch

    watch(60_000_000)
    hog(path, emit)


def waits(path, emit):
    import threading

    threading.Event().wait()
