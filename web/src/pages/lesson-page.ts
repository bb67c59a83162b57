// A lesson's page, to be read. A link to a moment of the lesson comes here, so a site that shows it with a title and a picture
// finds those of the lesson; its reader goes on to the playground.

import "./guide";

if (location.hash.startsWith("#play=")) location.replace(new URL(`../../index.html${location.hash}`, location.href));
