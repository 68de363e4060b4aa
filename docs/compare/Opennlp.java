// OpenNLP behind the comparison's door: `java -cp … Opennlp.java train DATA MODELS` and `… tag MODELS`.
//
// Lines come in without JSON, which Java's library does not read: `id TAB text` with \n, \t and \\ written as such;
// in training the names follow as `TAB start,end,label …` in UTF-16 units. Out go `id TAB spans TAB sents TAB tokens`,
// each `start,end[,what] …`, in UTF-16 units. The Python side turns that into what the others give.
import java.io.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import opennlp.tools.namefind.*;
import opennlp.tools.tokenize.SimpleTokenizer;
import opennlp.tools.util.*;

public class Opennlp {
    static String plain(String it) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < it.length(); i++) {
            char c = it.charAt(i);
            if (c != '\\') { out.append(c); continue; }
            c = it.charAt(++i);
            out.append(c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c);
        }
        return out.toString();
    }

    static List<Span> lines(String text) {
        List<Span> all = new ArrayList<>();
        for (int from = 0; from < text.length(); ) {
            int to = text.indexOf('\n', from);
            if (to < 0) to = text.length();
            if (to > from) all.add(new Span(from, to));
            from = to + 1;
        }
        return all;
    }

    public static void main(String[] args) throws Exception {
        if (args[0].equals("train")) train(args[1], args[2]); else tag(args[1]);
    }

    static void train(String data, String models) throws Exception {
        List<NameSample> samples = new ArrayList<>();
        for (String row : Files.readAllLines(Path.of(data))) {
            String[] cells = row.split("\t", -1);
            String text = plain(cells[1]);
            List<int[]> names = new ArrayList<>();
            List<String> kinds = new ArrayList<>();
            for (String it : cells[2].split(" ")) {
                if (it.isEmpty()) continue;
                String[] p = it.split(",");
                names.add(new int[] {Integer.parseInt(p[0]), Integer.parseInt(p[1])});
                kinds.add(p[2]);
            }
            boolean first = true;
            for (Span line : lines(text)) {
                String words = text.substring(line.getStart(), line.getEnd());
                Span[] tokens = SimpleTokenizer.INSTANCE.tokenizePos(words);
                List<Span> spans = new ArrayList<>();
                int next = 0;
                for (int n = 0; n < names.size(); n++) {
                    int from = -1, to = -1;
                    for (int t = next; t < tokens.length; t++) {
                        int a = tokens[t].getStart() + line.getStart(), b = tokens[t].getEnd() + line.getStart();
                        if (b > names.get(n)[0] && a < names.get(n)[1]) { if (from < 0) from = t; to = t + 1; }
                    }
                    if (from >= 0) { spans.add(new Span(from, to, kinds.get(n))); next = to; }
                }
                samples.add(new NameSample(Span.spansToStrings(tokens, words), spans.toArray(new Span[0]), first));
                first = false;
            }
        }
        TrainingParameters settings = TrainingParameters.defaultParams();
        TokenNameFinderModel model = NameFinderME.train("eng", null, ObjectStreamUtils.createObjectStream(samples),
            settings, new TokenNameFinderFactory());
        try (OutputStream out = new BufferedOutputStream(new FileOutputStream(new File(models, "names.bin")))) {
            model.serialize(out);
        }
    }

    static void tag(String models) throws Exception {
        NameFinderME finder = new NameFinderME(new TokenNameFinderModel(new File(models, "names.bin")));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        for (String row; (row = in.readLine()) != null; ) {
            String[] cells = row.split("\t", -1);
            String text = plain(cells[1]);
            StringBuilder spans = new StringBuilder();
            finder.clearAdaptiveData();
            for (Span line : lines(text)) {
                String words = text.substring(line.getStart(), line.getEnd());
                Span[] tokens = SimpleTokenizer.INSTANCE.tokenizePos(words);
                for (Span name : finder.find(Span.spansToStrings(tokens, words))) {
                    int a = tokens[name.getStart()].getStart() + line.getStart();
                    int b = tokens[name.getEnd() - 1].getEnd() + line.getStart();
                    spans.append(a).append(',').append(b).append(',').append(name.getType()).append(' ');
                }
            }
            out.println(cells[0] + "\t" + spans.toString().trim());
        }
        out.flush();
    }
}
