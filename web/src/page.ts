// The site's page: the lessons around one playground.

import "./actor-playground";
