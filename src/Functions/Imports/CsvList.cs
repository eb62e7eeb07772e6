using System.Text;

namespace Customers.Functions.Imports;

/// <summary>Words in one cell, with <c>|</c> between them; within a word <c>\|</c> and <c>\\</c> stand for these very signs.</summary>
internal static class CsvList
{
    private const char Separator = '|', Escape = '\\';

    public static string Write(IEnumerable<string> words) =>
        string.Join(Separator, words.Select(word => word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal)));

    public static IReadOnlyList<string> Read(string cell)
    {
        var (words, word) = (new List<string>(), new StringBuilder());
        for (var i = 0; i < cell.Length; i++)
        {
            var escapes = cell[i] == Escape && i + 1 < cell.Length && cell[i + 1] is Separator or Escape;
            if (cell[i] == Separator) End();
            else word.Append(escapes ? cell[++i] : cell[i]);
        }

        End();
        return words;

        void End()
        {
            words.Add(word.ToString().Trim());
            word.Clear();
        }
    }
}
