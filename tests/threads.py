"""Doing things at the same moment, each in a thread and a change of its own."""

from collections.abc import Callable
from threading import Barrier, Thread

from flask import Flask

from portal.database import changing, db
from portal.site.refusals import Refused


def at_once(
    app: Flask, *works: Callable[[], object], refusal: type[Exception] = Refused
) -> list[object]:
    """Return what each got, or as what it was refused; in the order in which they ended."""
    barrier, results = Barrier(len(works)), list[object]()

    def run(work: Callable[[], object]) -> None:
        with app.app_context():
            barrier.wait()
            try:
                with changing():
                    results.append(work())
            except refusal as refused:
                results.append(type(refused))
            finally:
                db.session.remove()

    threads = [Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
