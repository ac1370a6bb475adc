"""Every address of the app, with the least role that may use it. The role matrix test reads this table."""

from starlette.routing import Route

from reports.review.access import Door
from reports.review.views import door, files, item, line, objections, phone, rating, rounds, training

DOORS = (
    Door("GET", "/static/{name}", "nobody", files.static),
    Door("GET", "/enter", "nobody", door.enter),
    Door("GET", "/login", "nobody", door.login_form),
    Door(
        "POST", "/login", "nobody", door.login, csrf=False
    ),  # it has a token of its own: there is no session yet
    Door("POST", "/logout", "reader", door.logout),
    Door("POST", "/language", "reader", door.language),
    Door("GET", "/", "reader", line.home),
    Door("GET", "/queue", "reader", line.queue),
    Door("GET", "/pictures/{digest}.webp", "reader", files.picture),
    Door("GET", "/item/{code}/{aspect}", "reader", item.item),
    Door("POST", "/item/{code}/{aspect}/decide", "rater", item.decide),
    Door("POST", "/item/{code}/{aspect}/undo", "rater", item.undo),
    Door("GET", "/rounds", "reader", rounds.listed),
    Door("GET", "/rounds/new", "lead", rounds.new_form),
    Door("POST", "/rounds", "lead", rounds.open_round),
    Door("GET", "/rounds/{round}", "reader", rounds.one),
    Door("GET", "/rounds/{round}/gold.csv", "reader", rounds.gold),
    Door("POST", "/rounds/{round}/decisions", "lead", rounds.decisions),
    Door("GET", "/rounds/{round}/next", "rater", rating.next_one),
    Door("GET", "/rounds/{round}/rate/{code}/{aspect}", "rater", rating.item),
    Door("POST", "/rounds/{round}/rate/{code}/{aspect}", "rater", rating.rate),
    Door("GET", "/objections", "reader", objections.listed),
    Door("POST", "/objections", "rater", objections.record),
    Door("POST", "/objections/{objection}/end", "lead", objections.end),
    Door("GET", "/phone", "reader", phone.listed),
    Door("GET", "/phone/{code}", "reader", phone.call),
    Door("POST", "/phone/{code}", "rater", phone.keep),
    Door("GET", "/training", "reader", training.start),
    Door("POST", "/training/again", "reader", training.again),
    Door("GET", "/training/pictures/{digest}.webp", "reader", files.training_picture),
    Door("GET", "/training/{number}", "reader", training.exercise),
    Door("POST", "/training/{number}", "reader", training.answer),
)


def routes() -> list[Route]:
    return [one.route() for one in DOORS]
