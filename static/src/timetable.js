// Dragging and keys for the timetable of organisers, on that page alone. Everything works by forms without it.
import { startTimetable } from './scripts/timetable/workshop.js'

startTimetable(document)
