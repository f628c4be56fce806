// Builds what browsers load: every static/src/*.scss and *.js, the fonts and the pictures, into static/dist/.
// Names carry a hash of the bytes, so that they can be kept for a year; manifest.json says which name is current.
// The .ttf fonts are for PDFs and keep plain names. Run by `npm run build`.
import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import esbuild from 'esbuild'
import * as sass from 'sass'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const source = join(root, 'static', 'src')
const target = join(root, 'static', 'dist')
const modules = join(root, 'node_modules')
const manifest = {}

function keep (name, bytes) {
  const extension = extname(name)
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 10)
  const hashed = `${name.slice(0, -extension.length)}.${hash}${extension}`
  writeFileSync(join(target, hashed), bytes)
  manifest[name] = hashed
  return hashed
}

function files (folder, extension) {
  return readdirSync(folder).filter(name => name.endsWith(extension)).sort()
}

rmSync(target, { recursive: true, force: true })
mkdirSync(join(target, 'fonts'), { recursive: true })

const webFonts = join(modules, '@fontsource', 'atkinson-hyperlegible-next', 'files')
for (const name of files(webFonts, '.woff2')) {
  if (/-(latin|latin-ext)-(400|700)-(normal|italic)\./.test(name)) keep(`fonts/${name}`, readFileSync(join(webFonts, name)))
}
const pdfFonts = join(modules, '@expo-google-fonts', 'atkinson-hyperlegible-next')
for (const style of ['400Regular', '400Regular_Italic', '700Bold', '700Bold_Italic']) {
  const name = `AtkinsonHyperlegibleNext_${style}.ttf`
  cpSync(join(pdfFonts, style, name), join(target, 'fonts', name))
}
for (const name of files(join(source, 'images'), '.svg')) keep(name, readFileSync(join(source, 'images', name)))

for (const name of files(source, '.scss')) {
  const { css } = sass.compile(join(source, name), {
    loadPaths: [modules], style: 'compressed', quietDeps: true
  })
  const current = css.replace(/url\("?([^")]+)"?\)/g, (whole, address) => {
    if (address.startsWith('data:')) return whole
    if (!manifest[address]) throw new Error(`${name} names ${address}, which is not built`)
    return `url(${manifest[address]})`
  })
  keep(`${basename(name, '.scss')}.css`, current)
}
for (const name of files(source, '.js')) {
  const { outputFiles } = esbuild.buildSync({
    entryPoints: [join(source, name)],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2018',
    legalComments: 'inline'
  })
  keep(name, outputFiles[0].contents)
}
writeFileSync(join(target, 'manifest.json'), JSON.stringify(manifest, null, 2) + '\n')
