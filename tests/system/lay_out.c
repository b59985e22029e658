/* Opens libraries of Windows by their full paths, as cffi does for WeasyPrint, and lays a text out with them.

   lay_out.exe FOLDER;FOLDER GOBJECT PANGO HARFBUZZ HARFBUZZ-SUBSET FONTCONFIG PANGOFT2

   Each folder is added as os.add_dll_directory of Python adds it. Prints the versions of Pango and HarfBuzz, the width
   of a short and of a long text in units of Pango, and how many fonts there are. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

#define OPENED 6
enum { GOBJECT, PANGO, HARFBUZZ, HARFBUZZ_SUBSET, FONTCONFIG, PANGOFT2 };

static HMODULE libraries[OPENED];

static void *function(int library, const char *name) {
    void *found = (void *)GetProcAddress(libraries[library], name);
    if (!found) {
        printf("%s is missing\n", name);
        exit(1);
    }
    return found;
}

static void add_folders(char *folders) {
    wchar_t wide[MAX_PATH];
    for (char *folder = strtok(folders, ";"); folder; folder = strtok(NULL, ";")) {
        MultiByteToWideChar(CP_UTF8, 0, folder, -1, wide, MAX_PATH);
        if (!AddDllDirectory(wide)) {
            printf("%s cannot be added\n", folder);
            exit(1);
        }
    }
}

static int width_of(void *context, const char *text) {
    void *(*new_layout)(void *) = function(PANGO, "pango_layout_new");
    void (*set_text)(void *, const char *, int) = function(PANGO, "pango_layout_set_text");
    void (*get_size)(void *, int *, int *) = function(PANGO, "pango_layout_get_size");
    void (*unref)(void *) = function(GOBJECT, "g_object_unref");
    int width = 0, height = 0;
    void *layout = new_layout(context);
    set_text(layout, text, -1);
    get_size(layout, &width, &height);
    unref(layout);
    return height ? width : 0;
}

int main(int count, char **words) {
    if (count != 2 + OPENED)
        return 2;
    add_folders(words[1]);
    for (int at = 0; at < OPENED; at++) {
        libraries[at] = LoadLibraryExA(words[2 + at], NULL, LOAD_LIBRARY_SEARCH_DEFAULT_DIRS);
        if (!libraries[at]) {
            printf("%s does not load: %lu\n", words[2 + at], GetLastError());
            return 1;
        }
    }
    const char *(*of_pango)(void) = function(PANGO, "pango_version_string");
    const char *(*of_harfbuzz)(void) = function(HARFBUZZ, "hb_version_string");
    void *(*new_map)(void) = function(PANGOFT2, "pango_ft2_font_map_new");
    void *(*new_context)(void *) = function(PANGO, "pango_font_map_create_context");
    struct { int number; } *(*fonts)(void *, int) = function(FONTCONFIG, "FcConfigGetFonts");
    function(HARFBUZZ_SUBSET, "hb_subset_or_fail");
    void *context = new_context(new_map());
    int narrow = width_of(context, "vastuu"), wide = width_of(context, "vastuumatriisi");
    printf("pango %s\nharfbuzz %s\nwidths %d %d\n", of_pango(), of_harfbuzz(), narrow, wide);
    printf("fonts %d\n", fonts(NULL, 0) ? fonts(NULL, 0)->number : 0);
    return 0;
}
