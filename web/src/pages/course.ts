// The menu of lessons, and the reader's progress.

import { type Lesson, lessons } from "../element/lessons";
import { recall, remember } from "./storage";

const menu = document.querySelector<HTMLDetailsElement>("#syllabus");
const current = document.getElementById("current");

/** Shows which lesson is open; null for something else, with that title. */
export function showInMenu(lesson: Lesson | null, title: string): void {
  const at = lesson ? lessons.indexOf(lesson) : -1;
  for (const link of links()) {
    if (link.getAttribute("href") === `#${lesson?.name}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (current) current.textContent = lesson ? `${at + 1} · ${lesson.title}` : title;
  turn("previous", lessons[at - 1]);
  turn("next", lessons[at + 1]);
  if (menu) menu.open = false;
}

// Leads to a neighbour of the lesson, if there is one.
function turn(id: "previous" | "next", to: Lesson | undefined): void {
  const link = document.getElementById(id);
  if (!(link instanceof HTMLAnchorElement)) return;
  link.hidden = to === undefined;
  if (!to) return;
  link.href = `#${to.name}`;
  link.title = to.title;
  const words = link.querySelector(".unseen");
  if (words) words.textContent = `${id === "next" ? "Next" : "Previous"}: ${to.title}`;
}

/** Marks a lesson as done, and keeps that for the next visit. */
export function done(lesson: Lesson): void {
  const names = finished();
  if (names.has(lesson.name)) return;
  remember("done", [...names, lesson.name].join(" "));
  mark(names.add(lesson.name));
}

/** Sets up the menu: lessons that are done have a mark, and it closes when it loses the focus. */
export function courseMenu(): void {
  mark(finished());
  if (!menu) return;
  menu.addEventListener("keydown", (e) => {
    if (e.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
  menu.addEventListener("focusout", (e) => {
    if (e.relatedTarget instanceof Node && !menu.contains(e.relatedTarget)) menu.open = false;
  });
}

let known: Set<string> | null = null;

// What storage has, and what has been done since: a browser may refuse to store it.
function finished(): Set<string> {
  return (known ??= new Set((recall("done") ?? "").split(" ").filter((name) => lessons.some((lesson) => lesson.name === name))));
}

function mark(names: ReadonlySet<string>): void {
  for (const link of links()) {
    const is = names.has(link.hash.slice(1));
    link.toggleAttribute("data-done", is);
    const words = link.querySelector(".unseen");
    if (is && !words) link.append(Object.assign(document.createElement("span"), { className: "unseen", textContent: " (done)" }));
  }
}

function links(): HTMLAnchorElement[] {
  return [...document.querySelectorAll<HTMLAnchorElement>("#syllabus a")];
}
