// The panel of the week: the switch between every hour and one, its slider and the chart.

import { $ } from "./elements.js";
import { t } from "./language.js";
import { kindsThere, town } from "./town.js";
import { active } from "./scenarios.js";
import { detailsOf, hasDetails, todayDetails } from "./details.js";
import { HOURS, hour, hourWords, lookAt } from "./hour.js";
import { hourAt, weekChart } from "./week-chart.js";

export function drawWeek() {
  $("week").hidden = !hasDetails();
  if ($("week").hidden) return;
  const at = $("hour").valueAsNumber;
  $("any-hour").checked = hour === null;
  $("hour-label").textContent = hour === null ? t("pickHour") : hourWords(at);
  $("hour").setAttribute("aria-valuetext", hour === null ? t("anyHour") : hourWords(at));
  $("hours-unknown").textContent = town.hours_known ? "" : t("hoursUnknown");
  const { hours } = detailsOf(active);
  const chart = hours ? weekChart(kindsThere(), hours, todayDetails.hours, active.name, hour) : null;
  $("week-chart").replaceChildren(...(chart ? [chart] : []));
}

export function beginWeek() {
  Object.assign($("hour"), { max: HOURS - 1, value: 12 });
  $("hour").addEventListener("input", () => lookAt($("hour").valueAsNumber));
  $("any-hour").addEventListener("change", () => lookAt($("any-hour").checked ? null : $("hour").valueAsNumber));
  $("week-chart").addEventListener("click", (event) => {
    const chart = $("week-chart").firstElementChild;
    if (!chart) return;
    $("hour").value = hourAt(chart, event);
    lookAt($("hour").valueAsNumber);
  });
}
