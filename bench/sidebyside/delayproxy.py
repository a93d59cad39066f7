"""
delayproxy.py PORT MILLISECONDS: stands before a server at a port of the loopback address and makes it far away. Prints "listening PORT".

Whatever comes, from either side, is passed on half of that round trip later; so a question and its answer take that much longer. Nothing else is made
slow: pieces travel one behind the other, as many as there are, and do not wait for each other. Connecting is not delayed; and since TCP ends here on
both sides, no window of TCP has to open over that distance.
"""

import asyncio
import selectors
import sys
from contextlib import closing

HOST = "127.0.0.1"
# Bytes. What one read takes at most is twice the limit of a stream.
PIECE = 256 << 10
# So many pieces may be under way in a direction, then who sends more waits: some 64 MiB where much is sent, more than anyone here moves in 20 ms.
PIECES = 256


async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, delay: float) -> None:
    """Everything that comes there goes out here, so many seconds later, and then the end does."""
    under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(PIECES)
    async with asyncio.TaskGroup() as both:
        both.create_task(_take(reader, under_way, delay))
        both.create_task(_deliver(under_way, writer))


async def _take(reader: asyncio.StreamReader, under_way: asyncio.Queue[tuple[float, bytes]], delay: float) -> None:
    clock = asyncio.get_running_loop().time
    data = b"more"
    while data:
        data = await reader.read(PIECE)
        await under_way.put((clock() + delay, data))


async def _deliver(under_way: asyncio.Queue[tuple[float, bytes]], writer: asyncio.StreamWriter) -> None:
    clock = asyncio.get_running_loop().time
    while True:
        due, data = await under_way.get()
        if due > clock():
            await asyncio.sleep(due - clock())
        if not data:
            writer.write_eof()
            return
        writer.write(data)
        await writer.drain()


async def serve(port: int, delay: float) -> None:
    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with closing(writer):
            far_reader, far_writer = await asyncio.open_connection(HOST, port, limit=PIECE)
            with closing(far_writer):
                async with asyncio.TaskGroup() as both:
                    both.create_task(carry(reader, far_writer, delay))
                    both.create_task(carry(far_reader, writer, delay))

    async def quietly(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """A connection that breaks, or cannot be made, is just one that has ended."""
        try:
            await connected(reader, writer)
        except* OSError:
            pass

    server = await asyncio.start_server(quietly, HOST, 0, limit=PIECE)
    print(f"listening {server.sockets[0].getsockname()[1]}", flush=True)
    await server.serve_forever()


# Not by epoll, which waits for whole milliseconds.
with asyncio.Runner(loop_factory=lambda: asyncio.SelectorEventLoop(selectors.SelectSelector())) as runner:
    runner.run(serve(int(sys.argv[1]), float(sys.argv[2]) / 2e3))
