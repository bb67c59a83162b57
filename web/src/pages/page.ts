// The site's page: lessons around one playground. The address determines what is shown: #backpressure is that lesson, #play=… a
// shared script and position. Without a fragment the page shows a story, which plays.

import { ActorError } from "../client/errors";
import { ActorPlayground } from "../element/actor-playground";
import { lessonNamed, lessonOf } from "../element/lessons";
import { themeButton } from "./bar";
import { courseMenu, done, showInMenu } from "./course";
import { type Shared, fromFragment } from "./link";
import { shareButton, toast } from "./share";
import { changed, tryButtons } from "./try";

const TITLE = document.title;
const MOST_NAME = 4096; // characters of a fragment whose edits are kept

let drafts: typeof import("./drafts") | null = null; // once it is loaded
let entered: Parameters<typeof import("./drafts").enter> | null = null;

// chosen: by the reader, who is then at the lesson's heading, with the controls next.
async function show(playground: ActorPlayground, chosen: boolean): Promise<void> {
  const fragment = location.hash;
  let shared: Shared | null = null;
  try {
    shared = await fromFragment(fragment);
  } catch (cause) {
    if (!(cause instanceof ActorError)) throw cause;
    toast(cause.message);
    if (playground.snapshot) return; // what is played goes on
  }
  if (fragment !== location.hash) return; // the reader has gone on
  const named = lessonNamed(decode(fragment.slice(1)));
  // A link that was made in a lesson leads to the lesson, unless the script was changed.
  const lesson = shared ? lessonOf(shared.script) : (named ?? lessonNamed("story"));
  if (shared) {
    if (lesson) present(lesson.name, lesson.kind === "story" ? null : lesson, "Lessons");
    else present("own", null, "A shared script");
    if (lesson) playground.setAttribute("scenario", lesson.name);
    playground.open(shared.script, shared.position, shared.calls);
    enter(lesson ? lesson.name : fragment.length <= MOST_NAME ? fragment : "", shared.script);
  } else if (lesson) {
    present(lesson.name, lesson.kind === "story" ? null : lesson, "Lessons");
    if (!playground.snapshot) showPicture(lesson.name);
    // After a link into the same lesson the attribute says nothing new.
    if (playground.getAttribute("scenario") === lesson.name) playground.open(lesson.script);
    else playground.setAttribute("scenario", lesson.name);
    enter(lesson.name, lesson.script);
    if (!named) import("./story").then(({ playStory }) => playStory(playground)).catch(() => {}); // without it the page is complete, and still
  }

  function enter(name: string, script: string): void {
    entered = [playground, { name, script, ...(lesson?.change ? { tried: changed(lesson) } : {}) }, !shared || !lesson];
    drafts?.enter(...entered);
  }

  function present(article: string, inMenu: Parameters<typeof showInMenu>[0], title: string): void {
    for (const each of document.querySelectorAll("article.lesson")) each.toggleAttribute("data-current", each.id === article);
    document.getElementById("lessons")?.setAttribute("data-scripted", "");
    if (chosen) document.querySelector<HTMLElement>("[data-current] h2")?.focus({ preventScroll: true });
    document.title = inMenu ? `${inMenu.title} - ${TITLE}` : TITLE;
    showInMenu(inMenu, title);
  }
}

/** Shows the picture of a lesson's run until it can be played. It has the colours of the system's theme. */
function showPicture(lesson: string): void {
  const place = document.getElementById("first"); // none in the page that is one file
  if (!place || document.documentElement.dataset["theme"]) return;
  const picture = document.createElement("img");
  picture.src = `lesson-${lesson}.svg`;
  picture.alt = "The run as a sequence diagram";
  place.replaceChildren(picture);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** From a lesson's heading the next key press leads to the controls, as at the beginning of the page. */
function headings(playground: ActorPlayground): void {
  for (const heading of document.querySelectorAll<HTMLElement>(".lesson h2")) {
    heading.tabIndex = -1;
    heading.addEventListener("keydown", (e) => {
      const play = playground.shadowRoot?.querySelector<HTMLElement>(".dock-play");
      if (e.key !== "Tab" || e.shiftKey || !play) return;
      e.preventDefault();
      play.focus();
    });
  }
}

/** A lesson is done when it has been played to its end, a challenge when its goal is met. */
function follow(playground: ActorPlayground): void {
  const current = (kind: string) => {
    const lesson = lessonNamed(playground.getAttribute("scenario") ?? "");
    return lesson?.kind === kind && document.getElementById(lesson.name)?.hasAttribute("data-current") ? lesson : null;
  };
  playground.addEventListener("actor-step", (e) => {
    const lesson = current("lesson");
    if (lesson && (e as CustomEvent).detail.snapshot.ended) done(lesson);
  });
  playground.addEventListener("actor-goal", (e) => {
    const lesson = current("challenge");
    if (lesson && (e as CustomEvent).detail.met) done(lesson);
  });
}

const playground = document.querySelector("actor-playground");
if (playground instanceof ActorPlayground) {
  themeButton();
  courseMenu();
  shareButton(playground);
  tryButtons(playground);
  follow(playground);
  headings(playground);
  const leave = () => drafts?.leave(playground);
  addEventListener("pagehide", leave);
  addEventListener("hashchange", () => {
    leave();
    void show(playground, true);
  });
  void show(playground, false);
  import("./drafts").then((loaded) => {
    drafts = loaded;
    drafts.followEdits(playground);
    if (entered) drafts.enter(...entered);
  }).catch(() => {}); // without it edits last as long as the page shows their lesson
}
