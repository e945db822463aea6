// Reads a calendar from standard input with ical.js, and writes what it found as JSON.

import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
const events = calendar.getAllSubcomponents("vevent").map((component) => {
  const event = new ICAL.Event(component);
  const value = (name) => component.getFirstPropertyValue(name);
  return {
    uid: event.uid,
    sequence: event.sequence,
    starts: event.startDate.toString(),
    ends: event.endDate.toString(),
    title: event.summary,
    location: event.location ?? "",
    description: event.description ?? "",
    status: value("status"),
    transparency: value("transp"),
    secrecy: value("class"),
    categories: component.getFirstProperty("categories").getValues(),
    url: value("url"),
    position: value("geo"),
  };
});
console.log(JSON.stringify({ method: calendar.getFirstPropertyValue("method"), events }));
