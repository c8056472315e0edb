/* Tells the words that it was started with, one a line, and passes on what descriptor 3 has to descriptor 4. */
#include <fcntl.h>
#include <io.h>
#include <stdio.h>
#include <wchar.h>

int wmain(int count, wchar_t **words)
{
    static char bytes[100000];
    int n;

    _setmode(1, _O_BINARY);
    for (int i = 1; i < count; i++) {
        for (const wchar_t *c = words[i]; *c; c++)
            printf("%04x", (unsigned)*c);
        printf("\n");
    }
    fflush(stdout);
    if (_setmode(3, _O_BINARY) == -1 || _setmode(4, _O_BINARY) == -1)
        return 2;
    while ((n = _read(3, bytes, sizeof bytes)) > 0)
        for (int done = 0; done < n;) {
            int written = _write(4, bytes + done, n - done);
            if (written < 0)
                return 3;
            done += written;
        }
    return n == 0 ? 70000 : 4;
}
