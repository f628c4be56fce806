// Starts what makes pages handier. Every page works without it.
import {
  Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, Radios, SkipLink, createAll
} from 'govuk-frontend'
import { startAutosaving } from './scripts/autosave.js'
import { startLivePlaces } from './scripts/live-places.js'
import { startServiceFinders } from './scripts/service-finder.js'
import { startStandingBy } from './scripts/stand-by.js'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
for (const component of [Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, Radios, SkipLink]) {
  createAll(component)
}
startAutosaving(document)
startServiceFinders(document)
startLivePlaces(document)
startStandingBy(document)
