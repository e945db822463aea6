// Expands a calendar from standard input with ical.js, as Thunderbird does, and writes each time
// that it would show as JSON: when it starts and ends, what it is called, and where.

import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const MOST = 1000;
const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
for (const zone of calendar.getAllSubcomponents("vtimezone")) {
  ICAL.TimezoneService.register(zone);
}
const written = (time) => (time.isDate ? time.toString() : time.toJSDate().toISOString());
const events = calendar.getAllSubcomponents("vevent").map((part) => new ICAL.Event(part));
const shown = [];
for (const event of events.filter((each) => !each.isRecurrenceException())) {
  for (const other of events) {
    if (other.uid === event.uid && other.isRecurrenceException()) event.relateException(other);
  }
  if (event.component.getFirstPropertyValue("status") === "CANCELLED") continue;
  const times = event.iterator();
  for (let time = times.next(), n = 0; time && n < MOST; time = times.next(), n += 1) {
    const { startDate, endDate, item } = event.getOccurrenceDetails(time);
    shown.push([written(startDate), written(endDate), item.summary, item.location ?? ""]);
  }
}
console.log(JSON.stringify(shown));
