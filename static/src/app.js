// Starts what makes pages handier. Every page works without it.
import {
  Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, Radios, SkipLink, createAll
} from 'govuk-frontend'
import { startAutosaving } from './scripts/autosave.js'
import { startJoinWait } from './scripts/join-wait.js'
import { startLivePlaces } from './scripts/live-places.js'
import { startNotices } from './scripts/notices.js'
import { startOnNow } from './scripts/on-now.js'
import { startOwnTime } from './scripts/own-time.js'
import { startServiceFinders } from './scripts/service-finder.js'
import { startStandingBy } from './scripts/stand-by.js'
import { startStars } from './scripts/stars.js'
import { startUploads } from './scripts/upload.js'

const COMPONENTS = [Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, Radios, SkipLink]

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
for (const component of COMPONENTS) createAll(component)
startAutosaving(document)
startServiceFinders(document)
startJoinWait(document)
startLivePlaces(document)
startNotices(document)
startOnNow(document)
startOwnTime(document)
startStandingBy(document)
startStars(document)
startUploadsIn(document)

// A refused upload puts another main part into the page, which wants the same.
function startUploadsIn (root) {
  startUploads(root, () => {
    const main = document.getElementById('main-content')
    for (const component of COMPONENTS) createAll(component, undefined, main)
    startUploadsIn(main)
  })
}
