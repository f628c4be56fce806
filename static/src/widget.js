// The programme on another site. One line there: <script src="https://…/next/widget.js" async></script>
import { showProgramme } from './scripts/widget.js'

const script = document.currentScript
if (script) showProgramme(script)
