"""Alarms go off in time unless they are cancelled, and a time limit cancels nothing but the work it bounds."""

import asyncio

import pytest

from app.execution.running.alarms import ALARMS, Alarms, TimeLimit


async def test_alarms_go_off_by_their_own_time_and_cancelled_ones_never() -> None:
    went: list[str] = []
    last = asyncio.Event()
    alarms = Alarms()
    for name, seconds in (("late", 0.1), ("soon", 0.0), ("cancelled", 0.0), ("never", 1_000.0)):
        alarms.set(name, seconds, lambda name=name: went.append(name))
    alarms.set(last, 0.2, last.set)
    alarms.cancel("cancelled")
    alarms.cancel("unknown")
    await last.wait()
    assert went == ["soon", "late"]


async def test_an_alarm_may_cancel_another() -> None:
    went: list[str] = []
    last = asyncio.Event()
    alarms = Alarms()

    def first() -> None:
        went.append("first")
        alarms.cancel("second")

    alarms.set("first", 0.0, first)
    alarms.set("second", 0.0, lambda: went.append("second"))
    alarms.set(last, 0.0, last.set)
    await last.wait()
    assert went == ["first"]


def test_alarms_serve_one_loop_after_another() -> None:
    alarms = Alarms()

    async def wait() -> str:
        gone = asyncio.Event()
        alarms.set(gone, 0.0, gone.set)
        alarms.set("left behind", 1_000.0, lambda: None)
        await gone.wait()
        return "gone"

    assert [asyncio.run(wait()) for _ in range(2)] == ["gone", "gone"]


async def test_work_that_takes_too_long_is_cancelled() -> None:
    reached: list[str] = []

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            reached.append("cleaned up")

    with pytest.raises(TimeoutError), TimeLimit(0.0):
        await work()
    assert reached == ["cleaned up"]
    task = asyncio.current_task()
    assert task is not None
    assert task.cancelling() == 0


async def test_work_in_time_gives_its_result_or_its_own_error() -> None:
    with TimeLimit(1_000.0):
        await asyncio.sleep(0)
    with pytest.raises(ValueError, match="its own"), TimeLimit(1_000.0):
        raise ValueError("its own")
    await asyncio.sleep(0.1)  # an alarm that was still set would cancel this


async def test_an_outer_cancellation_stays_one() -> None:
    async def work() -> None:
        with TimeLimit(1_000.0):
            await asyncio.Event().wait()

    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_the_shorter_of_two_limits_ends_the_work() -> None:
    with TimeLimit(1_000.0):
        with pytest.raises(TimeoutError), TimeLimit(0.0):
            await asyncio.Event().wait()
        await asyncio.sleep(0.1)


async def test_limits_that_were_kept_leave_no_alarm() -> None:
    limit = TimeLimit(0.0)
    went: list[str] = []
    with limit:
        ALARMS.set(limit, 0.0, lambda: went.append("replaced"))
    await asyncio.sleep(0.1)
    assert went == []
