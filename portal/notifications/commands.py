"""`flask jobs …`: the worker, and doing its work by hand."""

import click
from flask import current_app
from flask.cli import AppGroup

from portal.notifications.jobs import delivery, registry, runner

bp = AppGroup("jobs", help="Background work and the delivery of mail.")

DELIVER = "notifications.deliver"


@bp.command("work")
def work() -> None:
    """Deliver mail and do background work until stopped."""
    from portal.notifications.jobs import worker

    click.echo("The worker delivers mail and does background work. Ctrl-C stops it.")
    worker.work(current_app._get_current_object())  # type: ignore[attr-defined]  # a proxy


@bp.command("once")
def once() -> None:
    """Do everything that waits or is due, once, and end."""
    runner.run_scheduled()
    while runner.run_queued():
        pass
    click.echo(f"Letters delivered: {delivery.deliver()}.")


@bp.command("run")
@click.argument("name")
def run(name: str) -> None:
    """Do the work called NAME now: scheduled work, queued jobs of that name, or the mail."""
    if name == DELIVER:
        click.echo(f"Letters delivered: {delivery.deliver()}.")
    elif name in registry.by_the_clock:
        if not runner.run_now(name):
            raise click.ClickException(f"{name} failed: /admin/jobs and the lines above say why.")
        click.echo(f"{name}: done.")
    elif name in registry.asked_for:
        count = 0
        while runner.run_queued(name):
            count += 1
        click.echo(f"{name}: {count} done.")
    else:
        known = ", ".join(sorted([DELIVER, *registry.by_the_clock, *registry.asked_for]))
        raise click.ClickException(f"There is no work called {name}. There is: {known}.")
