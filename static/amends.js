// Starts GOV.UK components when a page arrives, and again in what htmx swaps in.
import { initAll } from "./vendor/govuk-frontend.min.js";

initAll();
